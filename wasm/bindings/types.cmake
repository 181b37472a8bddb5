# The raw modules' TypeScript types, as Emscripten reads them out of what the bindings register: links
# of their own, of the bindings alone, whose modules nobody runs. wasm/bindings/types.mjs asks for them
# and makes wasm/border/raw-*.generated.ts of them.
function(receptive_raw_types name bindings)
  add_executable(${name} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${bindings}>)
  target_link_options(${name} PRIVATE
    -fwasm-exceptions -lembind -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker -sFILESYSTEM=0
    # The core is not there.
    -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0
    # Nothing is optimized that is thrown away.
    -O0
    "SHELL:--emit-tsd ${PROJECT_BINARY_DIR}/${name}.d.ts"
  )
  set_target_properties(${name} PROPERTIES SUFFIX .js LINKER_LANGUAGE CXX)
endfunction()

receptive_raw_types(raw-module receptive_bindings)
receptive_raw_types(raw-files receptive_file_bindings)
