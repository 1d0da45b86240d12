const cutBy = (noun: string, sign: string): string =>
  noun.replace(/(?!^)([A-Z])/g, `${sign}$1`).toLowerCase();

/** `SolutionVersion` → solution-version, as the AWS CLI writes it. */
export const kebab = (noun: string): string => cutBy(noun, '-');
/** `SolutionVersion` → solution_version, as Python does. */
export const snake = (noun: string): string => cutBy(noun, '_');
