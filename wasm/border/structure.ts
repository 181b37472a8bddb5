type Numbers = Float32Array | Int32Array | Uint8Array;

/** A structure of the core as JavaScript likes it: fields without a value are not there. */
export type Structure<Raw> = Raw extends string | number | boolean | undefined | Numbers
  ? Raw
  : Raw extends readonly unknown[]
    ? { [Index in keyof Raw]: Structure<Raw[Index]> }
    : string extends keyof Raw
      ? Raw
      : {
          [Key in keyof Raw as undefined extends Raw[Key] ? never : Key]: Structure<Raw[Key]>;
        } & {
          [Key in keyof Raw as undefined extends Raw[Key] ? Key : never]?: Structure<
            Exclude<Raw[Key], undefined>
          >;
        };

/** The one way in which structures come in: value objects of Embind, fresh for each call. */
export function structure<Raw>(raw: Raw): Structure<Raw> {
  dropUndefined(raw);
  return raw as Structure<Raw>;
}

function dropUndefined(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) delete (value as Record<string, unknown>)[key];
    else dropUndefined(item);
  }
}
