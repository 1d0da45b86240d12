/**
 * The lines of a text that comes in pieces, without their ends: those that have ended with each piece, then the last.
 *
 * @param most letters of a line that has not ended that are kept.
 */
export async function* linesIn(
  pieces: AsyncIterable<string>,
  most = Infinity,
): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = piece.split('\n');
    lines[0] = rest + lines[0];
    rest = (lines.pop() ?? '').slice(0, most);
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}
