export const maxExpressionLength = 2500;
export const maxFieldsPerFilter = 10;
export const maxFieldsPerGroup = 20;
export const maxFiltersPerGroup = 10;
