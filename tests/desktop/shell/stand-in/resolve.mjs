// Whoever imports electron gets the stand-in.
const standIn = new URL('../../../dist/desktop/shell/stand-in/electron.js', import.meta.url).href;

export function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context);
}
