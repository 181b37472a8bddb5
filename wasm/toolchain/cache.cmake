# Where set-up (wasm/toolchain/*.mjs) puts what it fetches; the same rule as cache.mjs, so that
# CMake finds it without being told.
if(IS_ABSOLUTE "$ENV{XDG_CACHE_HOME}")
  set(RECEPTIVE_CACHE "$ENV{XDG_CACHE_HOME}/receptive")
else()
  set(RECEPTIVE_CACHE "$ENV{HOME}/.cache/receptive")
endif()

# One list of versions for the scripts and for CMake.
file(READ "${CMAKE_CURRENT_LIST_DIR}/versions.json" RECEPTIVE_VERSIONS)
set_property(
  DIRECTORY
  APPEND
  PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/versions.json"
)
