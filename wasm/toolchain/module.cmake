# Every visitor downloads the modules. Outside the kernels, what runs for every step or every picture
# is compiled for speed, and the rest for size.
file(GLOB_RECURSE small_sources CONFIGURE_DEPENDS core/*.cpp)
list(FILTER small_sources EXCLUDE REGEX "/core/(cli|kernels/simd)/")
list(REMOVE_ITEM small_sources
  "${PROJECT_SOURCE_DIR}/core/data/augmentation.cpp"
  "${PROJECT_SOURCE_DIR}/core/data/readers/csv_lines.cpp"
  "${PROJECT_SOURCE_DIR}/core/data/dataset.cpp"
  "${PROJECT_SOURCE_DIR}/core/data/drawing/stroke_raster.cpp"
  "${PROJECT_SOURCE_DIR}/core/nn/run/execution.cpp"
  "${PROJECT_SOURCE_DIR}/core/nn/layers/batch_normalization.cpp"
  "${PROJECT_SOURCE_DIR}/core/nn/layers/dense.cpp"
  "${PROJECT_SOURCE_DIR}/core/base/random.cpp"
  "${PROJECT_SOURCE_DIR}/core/train/trainer.cpp"
  "${PROJECT_SOURCE_DIR}/core/train/trainer_editing.cpp"
)
set_source_files_properties(${small_sources} PROPERTIES COMPILE_OPTIONS -Oz)

# receptive_module(<name> <core> <kernels> [THREADS])
# builds the engine as an ES module build/package/<name>.js with its .wasm beside it, from a core, a
# kind of fast kernels, and the bindings, which are compiled once for each core.
function(receptive_module name core kernels)
  cmake_parse_arguments(PARSE_ARGV 3 arg "THREADS" "" "")
  if(NOT TARGET ${core}_bindings)
    add_library(${core}_bindings OBJECT ${binding_sources})
    target_link_libraries(${core}_bindings PUBLIC ${core})
    target_compile_options(${core}_bindings PRIVATE -Oz)
    if(arg_THREADS)
      target_compile_options(${core}_bindings PRIVATE -pthread)
    endif()
  endif()
  set(library "${PROJECT_SOURCE_DIR}/wasm/toolchain/workers.js")
  if(arg_THREADS)
    set(options
      -pthread
      # The loader hands over the bytes in Node as well, but threads are made differently there.
      # No bundler sees the import of Node's own modules: the loader takes this file by its address.
      -sENVIRONMENT=web,worker,node
      # What the warning is about, slower access from JavaScript to a memory that may have grown,
      # does not matter: the arithmetic is in WebAssembly.
      -Wno-pthreads-mem-growth
      # Threads are made when the loader asks for them; until they are up, the others do their work.
      -sPTHREAD_POOL_SIZE=0
      "SHELL:--js-library ${library}"
    )
  else()
    set(options -sENVIRONMENT=web,worker)
  endif()
  add_executable(${name})
  target_link_libraries(${name} PRIVATE ${core}_bindings ${kernels} ${core})
  target_link_options(${name} PRIVATE
    -lembind
    -sMODULARIZE=1
    -sEXPORT_ES6=1
    # No code made from text: the page's content policy, and that of many a host, refuses it.
    -sDYNAMIC_EXECUTION=0
    -sEXPORT_EXCEPTION_HANDLING_HELPERS=1
    # An exception that leaves the module skips the code that gives back its stack: the loader does,
    # and asks the module what was thrown by the address of the C++ object.
    -sEXPORTED_RUNTIME_METHODS=stackSave,stackRestore,getCppExceptionThrownObjectFromWebAssemblyException
    # Nothing in the core opens a file; leaving the file system out saves its start-up and size.
    -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1
    -sINITIAL_MEMORY=32MB
    -sMAXIMUM_MEMORY=2GB
    -sSTACK_SIZE=512KB
    # A model allocates a few large blocks once: the small allocator does.
    -sMALLOC=emmalloc
    ${options}
  )
  set_target_properties(${name} PROPERTIES
    SUFFIX .js
    LINK_DEPENDS "${library}"
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_SOURCE_DIR}/build/package"
  )
  add_dependencies(receptive_modules ${name})
endfunction()

# Everything that the package needs from the compiler, without the tests.
add_custom_target(receptive_modules)

include(wasm/bindings/types.cmake)
