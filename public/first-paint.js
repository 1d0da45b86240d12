// Before the first paint: the chosen theme, so that a dark page does not flash white. Read again by state/preferences.
try {
  const theme = localStorage.getItem('foretaste.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // The browser blocks site data: the system's theme stays.
}
// The words of the first screen stand in the page itself; an address of any other screen does without them.
if (location.hash.length > 1) document.documentElement.dataset.opens = 'elsewhere';
