# CMake's toolchain file for WebAssembly: an emcc on the PATH that is new enough, else the one that
# set-up keeps in the cache; then Emscripten's own toolchain file does the rest.
include("${CMAKE_CURRENT_LIST_DIR}/cache.cmake")
string(JSON RECEPTIVE_EMSCRIPTEN_MINIMUM GET "${RECEPTIVE_VERSIONS}" emscripten minimum)
string(JSON RECEPTIVE_EMSCRIPTEN_VERSION GET "${RECEPTIVE_VERSIONS}" emscripten version)

# try_compile reads this file anew; it must come to the same answer without asking emcc again.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES RECEPTIVE_EMSCRIPTEN_ROOT)

function(receptive_find_emscripten result)
  find_program(emcc NAMES emcc NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
  if(emcc)
    execute_process(COMMAND "${emcc}" --version OUTPUT_VARIABLE banner ERROR_QUIET)
    # The first line reads `emcc (...) 3.1.69 (...)`.
    if(banner MATCHES "emcc[^\n]* ([0-9]+\\.[0-9]+\\.[0-9]+)")
      if(CMAKE_MATCH_1 VERSION_GREATER_EQUAL RECEPTIVE_EMSCRIPTEN_MINIMUM)
        cmake_path(GET emcc PARENT_PATH folder)
        execute_process(
          COMMAND "${folder}/em-config" EMSCRIPTEN_ROOT
          OUTPUT_VARIABLE root
          OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
        )
        if(NOT root)
          file(REAL_PATH "${emcc}" real)
          cmake_path(GET real PARENT_PATH root)
        endif()
        set(${result} "${root}" PARENT_SCOPE)
        return()
      endif()
    endif()
  endif()
  set(cached "${RECEPTIVE_CACHE}/emscripten-${RECEPTIVE_EMSCRIPTEN_VERSION}/usr/share/emscripten")
  if(EXISTS "${cached}/emcc")
    set(${result} "${cached}" PARENT_SCOPE)
  endif()
endfunction()

if(NOT EXISTS "${RECEPTIVE_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
  unset(RECEPTIVE_EMSCRIPTEN_ROOT CACHE)
  receptive_find_emscripten(found_root)
  set(RECEPTIVE_EMSCRIPTEN_ROOT "${found_root}" CACHE PATH "The folder that emcc is in")
endif()
if(NOT EXISTS "${RECEPTIVE_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
  message(FATAL_ERROR
    "No Emscripten ${RECEPTIVE_EMSCRIPTEN_MINIMUM} or newer: not on the PATH and not in "
    "${RECEPTIVE_CACHE}. `npm run build:wasm` installs one where it can, and says what to type where it cannot."
  )
endif()

# The cached copy carries its configuration beside emcc; one that the shell names for another
# installation must not win over it.
if(RECEPTIVE_EMSCRIPTEN_ROOT MATCHES "/receptive/emscripten-")
  set(ENV{EM_CONFIG} "${RECEPTIVE_EMSCRIPTEN_ROOT}/.emscripten")
endif()

set(EMSCRIPTEN_ROOT_PATH "${RECEPTIVE_EMSCRIPTEN_ROOT}")
include("${RECEPTIVE_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
