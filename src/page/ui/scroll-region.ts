/** The attributes of a part that may scroll by itself: it is reached by keyboard, and named. */
export function scrollRegion(label: string) {
  return { tabindex: 0, role: 'region', 'aria-label': label } as const;
}
