# receptive_module(<name> CORE <library>)
# receptive_module(<name> OPTIONS <option>...)
# builds the engine as an ES module build/package/<name>.mjs with its .wasm beside it: over a core
# that is there already, or over one of its own, all of it compiled and linked with the options
# (such as -mrelaxed-simd, or -pthread).
function(receptive_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "CORE" "OPTIONS")
  if(NOT arg_CORE)
    set(arg_CORE "${name}_core")
    receptive_core(${arg_CORE} ${arg_OPTIONS})
  endif()
  add_executable(${name} ${binding_sources})
  target_link_libraries(${name} PRIVATE ${arg_CORE})
  target_compile_options(${name} PRIVATE ${arg_OPTIONS})
  target_link_options(${name} PRIVATE
    -lembind
    -sMODULARIZE=1
    -sEXPORT_ES6=1
    # Node runs it too: there the loader hands over the bytes, so that the module needs no import of
    # Node's own, which bundlers for the web would stumble over.
    -sENVIRONMENT=web,worker
    # No code made from text: the page's content policy, and that of many a host, refuses it.
    -sDYNAMIC_EXECUTION=0
    -sEXPORT_EXCEPTION_HANDLING_HELPERS=1
    # An exception that leaves the module skips the code that gives back its stack: the loader does.
    -sEXPORTED_RUNTIME_METHODS=stackSave,stackRestore
    # Nothing in the core opens a file; leaving the file system out saves its start-up and size.
    -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1
    -sINITIAL_MEMORY=32MB
    -sMAXIMUM_MEMORY=2GB
    -sSTACK_SIZE=512KB
    # A model allocates a few large blocks once: the small allocator does.
    -sMALLOC=emmalloc
    ${arg_OPTIONS}
  )
  set_target_properties(${name} PROPERTIES
    SUFFIX .mjs
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_SOURCE_DIR}/build/package"
  )
  add_dependencies(receptive_modules ${name})
endfunction()

# Everything that the package needs from the compiler, without the tests.
add_custom_target(receptive_modules)
