// Read by emcc when it puts together a module with threads. Emscripten would look for the module's
// own file by its name, which a bundler has changed; the loader (wasm/threads.ts) knows where it is,
// and wants to know whether the workers arrive.
LibraryManager.library.$PThread.allocateUnusedWorker = () => {
  PThread.unusedWorkers.push(Module['newWorker']());
};
