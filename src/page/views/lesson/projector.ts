/** The size for which lessons are laid out; on a larger window all of it grows. */
const WIDTH = 1280;
const HEIGHT = 760;
const MOST = 4;

/** How much larger than laid out a lesson is shown; windows that are hardly larger change nothing. */
export function enlargement(width: number, height: number): number {
  const fits = Math.min(width / WIDTH, height / HEIGHT, MOST);
  return fits < 1.15 ? 1 : Math.floor(fits * 20) / 20;
}

/** How much larger still charts are drawn on a wall, so that their words of 12 px are 24 px high at 1920 × 1080. */
export const CHARTS_ON_A_WALL = 1.43;

/** Puts the page on the whole screen, or back; nothing where the browser does not let it. */
export async function toggleFullScreen(page: Document): Promise<void> {
  try {
    if (page.fullscreenElement === null) await page.documentElement.requestFullscreen();
    else await page.exitFullscreen();
  } catch (error) {
    console.warn('full screen', error);
  }
}
