# What the browser's builds are made of. They differ in the kind of fast kernels and in whether they
# are linked with threads, and in nothing that is compiled: everything else is compiled once, as
# code that threads may run, and the linker adds the libraries with threads or without.
target_compile_options(receptive_flags INTERFACE -pthread)

# Every visitor downloads the modules. Outside the kernels, what runs for every step or every picture
# is compiled for speed, and the rest for size. A source says by its first line that it is the former.
set(speed_mark "^// Compiled for speed: ")

# Fills receptive_core; whoever links it chooses one kind of fast kernels.
function(receptive_core_for_browsers)
  set(engine_sources ${core_sources})
  list(REMOVE_ITEM engine_sources ${looking_sources})
  receptive_core_parts(receptive_core ${engine_sources})
  add_library(receptive_looking STATIC)
  target_link_libraries(receptive_looking PUBLIC receptive_core)
  receptive_core_parts(receptive_looking ${looking_sources})
  target_compile_definitions(receptive_core PUBLIC RECEPTIVE_HAS_WASM=1)

  # Convolutions and products choose their vectors and unroll by hand: what -O3 adds is a tenth more
  # code and no speed (0.99 to 1.09 of it in five nets). The loops over single values gain from it.
  file(GLOB by_hand core/kernels/simd/convolution/*.cpp core/kernels/simd/product/*.cpp)
  set_source_files_properties(${by_hand} PROPERTIES
    COMPILE_OPTIONS "-O2;-fno-vectorize;-fno-slp-vectorize"
  )
  receptive_kernels(receptive_kernels_simd wasm)
  receptive_kernels(receptive_kernels_relaxed wasm -mrelaxed-simd)
endfunction()

# receptive_core_parts(<library> <source>...)
# adds the sources to the library, each compiled for speed or for size.
function(receptive_core_parts library)
  set(speed_sources)
  set(size_sources ${ARGN})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
  foreach(source IN LISTS size_sources)
    file(STRINGS "${source}" first_line LIMIT_COUNT 1)
    if(first_line MATCHES "${speed_mark}")
      list(APPEND speed_sources "${source}")
    endif()
  endforeach()
  list(REMOVE_ITEM size_sources ${speed_sources})
  # Two libraries, because precompiled headers serve one kind of optimization only.
  receptive_core_part(${library}_speed ${speed_sources})
  receptive_core_part(${library}_size ${size_sources})
  # What -O3 adds to -O2 is copies of loops: a kilobyte, and no speed.
  target_compile_options(${library}_speed PRIVATE -O2)
  target_compile_options(${library}_size PRIVATE -Oz)
  # The few others are compiled alone: a test reads from their objects whether they use vectors.
  receptive_together(${library}_size)
  target_sources(${library} PRIVATE
    $<TARGET_OBJECTS:${library}_speed> $<TARGET_OBJECTS:${library}_size>
  )
endfunction()

# receptive_core_part(<name> <source>...)
function(receptive_core_part name)
  add_library(${name} OBJECT ${ARGN})
  target_include_directories(${name} PRIVATE core)
  target_compile_definitions(${name} PRIVATE RECEPTIVE_HAS_WASM=1)
  target_link_libraries(${name} PRIVATE receptive_flags receptive::kissfft)
  target_precompile_headers(${name} PRIVATE ${common_headers})
endfunction()

# receptive_binding_library(<name> <library> <source>...)
# compiles the border between C++ and JavaScript.
function(receptive_binding_library name library)
  add_library(${name} OBJECT ${ARGN})
  target_link_libraries(${name} PUBLIC ${library})
  target_compile_options(${name} PRIVATE -Oz)
  # Embind's headers remember by thread what they have registered. A module without threads cannot be
  # linked from code that has variables of a thread, and only the main thread calls the bindings.
  target_compile_definitions(${name} PRIVATE thread_local=static)
  target_precompile_headers(${name} PRIVATE
    <emscripten/bind.h> <emscripten/val.h> ${common_headers}
  )
  receptive_together(${name})
endfunction()

file(GLOB binding_sources CONFIGURE_DEPENDS wasm/bindings/*.cpp)
receptive_binding_library(receptive_bindings receptive_core ${binding_sources})
file(GLOB file_binding_sources CONFIGURE_DEPENDS wasm/bindings/files/*.cpp)
# Errors and arrays cross both borders in the same way.
receptive_binding_library(receptive_file_bindings receptive_looking
  ${file_binding_sources} wasm/bindings/demangle.cpp wasm/bindings/errors.cpp
  wasm/bindings/outgoing.cpp wasm/bindings/staging.cpp
)

# Everything that the package needs from the compiler, without the tests.
add_custom_target(receptive_modules)

# How every module is linked.
set(module_link_options
  # Only how the linker's optimizer weighs things: the kernels, compiled for speed before, are as
  # fast as with -O3 (0.98 to 1.02 of a training step's time), and the module is a twelfth smaller.
  # Copies of memory are an instruction, since all is compiled as for threads; without that, this
  # would bring a memcpy that goes byte by byte.
  -Oz
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
  -sMAXIMUM_MEMORY=2GB
  -sSTACK_SIZE=512KB
  # A model allocates a few large blocks once: the small allocator does.
  -sMALLOC=emmalloc
)

# receptive_files_module()
# builds what looks at files, as receptive_module() builds the engine.
function(receptive_files_module)
  add_executable(receptive-files)
  target_link_libraries(receptive-files PRIVATE
    receptive_file_bindings receptive_looking receptive_core
  )
  target_link_options(receptive-files PRIVATE
    ${module_link_options} -sENVIRONMENT=web,worker -sINITIAL_MEMORY=16MB
  )
  set_target_properties(receptive-files PROPERTIES
    SUFFIX .js
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_SOURCE_DIR}/build/package"
  )
  add_dependencies(receptive_modules receptive-files)
endfunction()

# receptive_module(<name> <kernels> [THREADS])
# builds the engine as an ES module build/package/<name>.js with its .wasm beside it.
function(receptive_module name kernels)
  cmake_parse_arguments(PARSE_ARGV 2 arg "THREADS" "" "")
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
  target_link_libraries(${name} PRIVATE receptive_bindings ${kernels} receptive_core)
  target_link_options(${name} PRIVATE
    ${module_link_options} -sINITIAL_MEMORY=32MB
    ${options}
  )
  set_target_properties(${name} PROPERTIES
    SUFFIX .js
    LINK_DEPENDS "${library}"
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_SOURCE_DIR}/build/package"
  )
  add_dependencies(receptive_modules ${name})
endfunction()

include(wasm/bindings/types.cmake)
