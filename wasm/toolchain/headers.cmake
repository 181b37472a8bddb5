# Finds the header-only libraries: first in the cache that set-up fills, then on the system, and
# last from upstream's archive by its hash.
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/cache.cmake")
include(FetchContent)

# receptive_headers(<name> HEADER <dir/file.h> [VERSION_FILE <dir/file.h> VERSION_MACRO <prefix>]
#                   [ARCHIVE_ROOT <subfolder> | ARCHIVE_FOLDER <subfolder>] [OPTIONAL])
# makes the interface library receptive::<name>. VERSION_FILE holds `#define <prefix>_MAJOR 1` and
# so on; without it any version will do. ARCHIVE_ROOT is where <dir> stands in upstream's archive;
# ARCHIVE_FOLDER is what upstream has in the place of <dir> itself. With OPTIONAL nothing is
# downloaded, and the library may not exist afterwards.
function(receptive_headers name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "OPTIONAL"
    "HEADER;VERSION_FILE;VERSION_MACRO;ARCHIVE_ROOT;ARCHIVE_FOLDER" ""
  )
  string(JSON version GET "${RECEPTIVE_VERSIONS}" ${name} version)
  cmake_path(GET arg_HEADER PARENT_PATH folder)

  # The two look-ups are apart because CMAKE_FIND_ROOT_PATH would hide the system's headers from
  # the cross build; headers without a library behind them are good for any target.
  find_path(
    RECEPTIVE_INCLUDE_${name}
    "${arg_HEADER}"
    HINTS "${RECEPTIVE_CACHE}/${name}-${version}/include"
    NO_CMAKE_FIND_ROOT_PATH
  )
  mark_as_advanced(RECEPTIVE_INCLUDE_${name})
  set(include "${RECEPTIVE_INCLUDE_${name}}")
  if(NOT include AND CMAKE_CROSSCOMPILING)
    find_path(
      RECEPTIVE_INCLUDE_${name}
      "${arg_HEADER}"
      PATHS /usr/include /usr/local/include /opt/homebrew/include
      NO_DEFAULT_PATH
      NO_CMAKE_FIND_ROOT_PATH
    )
    set(include "${RECEPTIVE_INCLUDE_${name}}")
  endif()

  if(include AND arg_VERSION_FILE)
    string(JSON minimum GET "${RECEPTIVE_VERSIONS}" ${name} minimum)
    receptive_header_version("${include}/${arg_VERSION_FILE}" ${arg_VERSION_MACRO} found)
    if(found VERSION_LESS minimum)
      message(STATUS "${name} ${found} in ${include} is older than ${minimum}: passed over")
      set(include "")
      # Looked for again at the next configuration: something newer may be there by then.
      unset(RECEPTIVE_INCLUDE_${name} CACHE)
    endif()
  endif()

  set(headers "${include}/${folder}")

  if(NOT include AND arg_OPTIONAL)
    return()
  endif()
  if(NOT include)
    string(JSON url GET "${RECEPTIVE_VERSIONS}" ${name} url)
    string(JSON sha256 GET "${RECEPTIVE_VERSIONS}" ${name} sha256)
    message(STATUS "${name} is neither in ${RECEPTIVE_CACHE} nor on the system, or too old there: "
                   "fetching ${version} (npm start or npm test would install it)"
    )
    # SOURCE_SUBDIR names no folder on purpose: only the headers are wanted, not the project.
    FetchContent_Declare(
      ${name}
      URL "${url}"
      URL_HASH "SHA256=${sha256}"
      DOWNLOAD_EXTRACT_TIMESTAMP ON
      SOURCE_SUBDIR headers-only
    )
    FetchContent_MakeAvailable(${name})
    string(TOLOWER ${name} lower)
    set(headers "${${lower}_SOURCE_DIR}/${arg_ARCHIVE_ROOT}/${folder}")
    if(arg_ARCHIVE_FOLDER)
      set(headers "${${lower}_SOURCE_DIR}/${arg_ARCHIVE_FOLDER}")
    endif()
  endif()

  # A folder with this one library in it. A system's include folder holds everything else too, and
  # must not come before Emscripten's own headers.
  set(alone "${CMAKE_BINARY_DIR}/third-party/${name}")
  file(MAKE_DIRECTORY "${alone}")
  file(CREATE_LINK "${headers}" "${alone}/${folder}" SYMBOLIC)

  add_library(receptive_${name} INTERFACE)
  add_library(receptive::${name} ALIAS receptive_${name})
  target_include_directories(receptive_${name} SYSTEM INTERFACE "${alone}")
endfunction()

function(receptive_header_version file macro result)
  set(version "")
  if(EXISTS "${file}")
    foreach(part MAJOR MINOR PATCH)
      file(STRINGS "${file}" line REGEX "#[ ]*define ${macro}_${part}[ ]+[0-9]+" LIMIT_COUNT 1)
      if(line MATCHES "([0-9]+)")
        list(APPEND version "${CMAKE_MATCH_1}")
      endif()
    endforeach()
  endif()
  list(JOIN version "." version)
  set(${result} "${version}" PARENT_SCOPE)
endfunction()
