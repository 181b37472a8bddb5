/** What Emscripten makes lies beside the compiled loader, not beside its source. */
declare module '*/receptive-simd.mjs' {
  const create: import('./core-module.js').CreateCoreModule;
  export default create;
}
