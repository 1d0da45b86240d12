import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * The declarations of some modules as one file that imports nothing: what they export has its types written out, and
 * what one of them takes from another stands beside it.
 *
 * @param {readonly URL[]} modules
 * @throws Error where a declaration leans on a module that is not among them.
 */
export function typesOf(modules) {
  const declared = modules.map((module) => {
    const text = readFileSync(module, 'utf8');
    const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
      fileName: module.pathname,
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, strict: true },
    });
    const [fault] = diagnostics;
    if (fault !== undefined) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
    return outputText;
  });
  const beside = /^(?:import type \{[^}]*\}|export \*) from '\.\/api';\n/gm;
  const whole = declared.join('\n').replaceAll(beside, '');
  const foreign = /^.*\bfrom '\..*$|^.*\bimport\('\..*$/m.exec(whole);
  if (foreign !== null) throw new Error(`The types of the package lean on what is not in it: ${foreign[0]}`);
  return whole;
}
