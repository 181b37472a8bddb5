#include "outgoing.h"

namespace receptive::bindings {

EMSCRIPTEN_BINDINGS(receptive_outgoing) {
  emscripten::register_type<Text>("string");
  emscripten::register_type<Maybe<Text>>("string | undefined");
  emscripten::register_type<Floats>("Float32Array<ArrayBuffer>");
  emscripten::register_type<Maybe<Floats>>("Float32Array<ArrayBuffer> | undefined");
  emscripten::register_type<Ints>("Int32Array<ArrayBuffer>");
  emscripten::register_type<Maybe<Ints>>("Int32Array<ArrayBuffer> | undefined");
  emscripten::register_type<Bytes>("Uint8Array<ArrayBuffer>");
  emscripten::register_type<BlockView>("Uint8Array<ArrayBuffer>");
  emscripten::register_type<List<Text>>("string[]");
  emscripten::register_type<List<int>>("number[]");
  emscripten::register_type<Maybe<List<int>>>("number[] | undefined");
  emscripten::register_type<Specification>("{ [argument: string]: unknown }");
  emscripten::register_type<ByName<double>>("{ [name: string]: number }");
  emscripten::register_type<ByName<Bytes>>("{ [layer: string]: Uint8Array<ArrayBuffer> }");
  emscripten::register_type<Maybe<double>>("number | undefined");
  emscripten::register_type<Maybe<int>>("number | undefined");
  emscripten::value_array<Pair<int>>("WholePair")
      .element(&Pair<int>::vertical)
      .element(&Pair<int>::horizontal);
  emscripten::value_array<Pair<double>>("NumberPair")
      .element(&Pair<double>::vertical)
      .element(&Pair<double>::horizontal);
  emscripten::value_array<Triple>("Triple")
      .element(&Triple::map)
      .element(&Triple::row)
      .element(&Triple::column);
}

}  // namespace receptive::bindings
