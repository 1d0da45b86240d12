/** Written by the build: package.json's version, and the newest section of CHANGELOG.md, one string per point. */
declare const __APP_VERSION__: string;
declare const __APP_CHANGES__: readonly string[];
