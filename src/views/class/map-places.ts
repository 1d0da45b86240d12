interface Place {
  readonly x: number;
  readonly y: number;
}

/** Names that are nearer than this cover each other. */
const LINE = 20;
const ROUNDS = 600;
/** After so many rounds up and down, names that still cover each other have to give way to the side too. */
const ONLY_DOWN = 60;

/**
 * People at their places in a picture of that size, moved apart until their names do not cover each other where there is
 * room. The same people come to the same places.
 *
 * @param people places of −1 … 1. @param wide how wide each name is.
 */
export function mapPlaces(
  people: readonly Place[],
  wide: readonly number[],
  width: number,
  height: number,
): readonly Place[] {
  const places = people.map(({ x, y }, at) => ({
    // A little apart from the beginning: equal answers have one place.
    x: width / 2 + (x * (width - 160)) / 2 + (at % 3) - 1,
    y: height / 2 + (y * (height - 40)) / 2 + (at % 5) - 2,
  }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    places.forEach((one, i) => {
      places.slice(i + 1).forEach((other, k) => {
        const room = (wide[i] + wide[i + 1 + k]) / 2 + 8;
        const across = room - Math.abs(one.x - other.x);
        const down = LINE - Math.abs(one.y - other.y);
        if (across <= 0 || down <= 0) return;
        moved = true;
        const sign = one.y <= other.y ? 1 : -1;
        one.y -= (sign * down) / 2;
        other.y += (sign * down) / 2;
        if (round < ONLY_DOWN) return;
        const aside = one.x <= other.x ? 1 : -1;
        one.x -= (aside * across) / 3;
        other.x += (aside * across) / 3;
      });
    });
    for (const [at, place] of places.entries()) {
      const side = wide[at] / 2 + 4;
      place.x = Math.min(width - side, Math.max(side, place.x));
      place.y = Math.min(height - LINE, Math.max(LINE, place.y));
    }
    if (!moved) break;
  }
  return places;
}
