// Before the first paint: the chosen theme, so that a dark page does not flash white. Read again by state/preferences.
try {
  const theme = localStorage.getItem('foretaste.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // The browser blocks site data: the system's theme stays.
}
