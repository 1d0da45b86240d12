import { full } from '../../support/full';
import type { VisitOptions } from './browser';

/** How one walk of a journey is looked at. */
export type Variant = Required<Pick<VisitOptions, 'width' | 'height' | 'dark'>> & { readonly name: string };

/** A journey that can be gone either way: by keys alone in `npm test`, the harder of the two; both in the full run. */
export const ways = full ? (['pointer', 'keyboard'] as const) : (['keyboard'] as const);

/** How screens are looked at: on a desk and on a phone, each in a theme of its own; in the full run in both. */
export const looks = full
  ? ([
      ['light', 'desk'],
      ['light', 'phone'],
      ['dark', 'desk'],
      ['dark', 'phone'],
    ] as const)
  : ([
      ['light', 'desk'],
      ['dark', 'phone'],
    ] as const);

/** Those of many that are looked at in one of the looks: in `npm test` each in one, in the full run all in all. */
export function lookedAt<Each>(many: readonly Each[], look: (typeof looks)[number]): readonly Each[] {
  const turn = (looks as readonly unknown[]).indexOf(look);
  return full ? many : many.filter((_, k) => k % looks.length === turn);
}

const WIDTHS = { 360: 740, 768: 1024, 1280: 900 } as const;

/** The walks of a journey: the stated one in `npm test`, all sizes and both themes in `npm run test:full`. */
export function variants(stated: {
  readonly width: keyof typeof WIDTHS;
  readonly dark?: boolean;
}): Variant[] {
  if (!full) return [variant(stated.width, stated.dark ?? false)];
  return [360, 768, 1280].flatMap((width) =>
    [false, true].map((dark) => variant(width as keyof typeof WIDTHS, dark)),
  );
}

function variant(width: keyof typeof WIDTHS, dark: boolean): Variant {
  return { name: `${width} px, ${dark ? 'dark' : 'light'}`, width, height: WIDTHS[width], dark };
}
