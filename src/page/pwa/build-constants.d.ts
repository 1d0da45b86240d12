/** Written by the build: package.json's version, and CHANGELOG.md, one string per point, newest section first. */
declare const __APP_VERSION__: string;
declare const __APP_CHANGES__: readonly string[];
