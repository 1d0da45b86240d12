// Before the first paint: the chosen theme, so that a dark page does not flash white, and the language of the opening
// words. Read again by state/preferences and state/route.
const spoken = [/[#&]lang=(\w+)/.exec(location.hash)?.[1]];
try {
  const theme = localStorage.getItem('foretaste.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  spoken.push(localStorage.getItem('foretaste.language'));
} catch {
  // The browser blocks site data: the system's theme and language stay.
}
spoken.push(...navigator.languages.map((tag) => tag.toLowerCase().split('-')[0]), 'en');
document.documentElement.lang = spoken.find((tag) => tag === 'en' || tag === 'ko');
// The words of the first screen stand in the page itself; an address of any other screen does without them.
if (location.hash.replace(/[#&]lang=\w+/, '').length > 1) document.documentElement.dataset.opens = 'elsewhere';
