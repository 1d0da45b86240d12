/** `npm pack` in the project's folder would pack what develops Foretaste: what is published has a folder of its own. */
console.error('npm run pack makes the package (build/npm) and its tarball.');
process.exitCode = 1;
