# The raw module's TypeScript types, as Emscripten reads them out of what the bindings register: a
# link of its own, of the bindings alone, whose module nobody runs. wasm/bindings/types.mjs asks for
# it and makes wasm/border/raw-module.generated.ts of it.
add_executable(receptive_types EXCLUDE_FROM_ALL $<TARGET_OBJECTS:receptive_bindings>)
target_link_options(receptive_types PRIVATE
  -fwasm-exceptions -lembind -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker -sFILESYSTEM=0
  # The core is not there.
  -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0
  # Nothing is optimized that is thrown away.
  -O0
  "SHELL:--emit-tsd ${PROJECT_BINARY_DIR}/raw-module.d.ts"
)
set_target_properties(receptive_types PROPERTIES SUFFIX .js LINKER_LANGUAGE CXX)
