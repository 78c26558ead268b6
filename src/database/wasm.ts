/** The parts of WebAssembly that are used here: neither the configured library nor Node's types declare them. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WasmModule {
  readonly [Symbol.toStringTag]?: string;
}

interface Wasm {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Instance: new (module: WasmModule, imports: object) => WasmInstance;
  readonly Memory: new (size: { initial: number }) => WasmMemory;
  readonly RuntimeError: new (message?: string) => Error;
}

/** `globalThis.WebAssembly`, typed. */
export function wasm(): Wasm {
  return (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;
}
