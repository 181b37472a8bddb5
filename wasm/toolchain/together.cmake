# Several files compiled as one.

# receptive_together(<target>)
# compiles up to a dozen files as one where RECEPTIVE_UNITY asks for it: most of a file's time goes
# into what it includes. Files that give the same name to something, as they may in their unnamed
# namespaces, are kept apart, and one that uses a header's name is compiled alone. A test stands in a
# namespace of its own, so that its names meet no others; what helps tests does not, and is compiled
# alone. clang-tidy reads each file alone, and holds it to including what it uses.
function(receptive_together target)
  if(NOT RECEPTIVE_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  file(GLOB_RECURSE headers "${PROJECT_SOURCE_DIR}/core/*.h")
  # An edit may bring a name that another file has.
  set_property(DIRECTORY "${PROJECT_SOURCE_DIR}"
    APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources} ${headers}
  )
  set(public_names)
  foreach(header IN LISTS headers)
    receptive_names_in("${header}" " =|{|#" names)
    list(APPEND public_names ${names})
  endforeach()
  list(REMOVE_DUPLICATES public_names)
  foreach(source IN LISTS sources)
    if(source MATCHES "/tests/")
      receptive_own_namespace("${source}" names alone)
    else()
      receptive_names_in("${source}" "[(]| =|{|#" names)
      receptive_have_common("${names}" "${public_names}" alone)
    endif()
    if(alone)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      continue()
    endif()
    foreach(number RANGE 1000)
      # The order of functions in the browser's modules goes by this name: another one changes their
      # bytes, though nothing that they do.
      set(group d41d8cd98f00b204e9800998ecf8427e_${number})
      if(NOT DEFINED count_${group})
        set(count_${group} 0)
        break()
      endif()
      receptive_have_common("${names}" "${names_${group}}" clash)
      if(NOT clash AND count_${group} LESS 12)
        break()
      endif()
    endforeach()
    math(EXPR count_${group} "${count_${group}} + 1")
    list(APPEND names_${group} ${names})
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# The namespace in which a test stands; its name ends with the file's.
function(receptive_own_namespace file result missing)
  cmake_path(GET file STEM stem)
  file(STRINGS "${file}" found REGEX "^namespace receptive::[a-z0-9_:]*${stem} {$" LIMIT_COUNT 1)
  set(${result} "${found}" PARENT_SCOPE)
  if(found)
    set(${missing} OFF PARENT_SCOPE)
  else()
    set(${missing} ON PARENT_SCOPE)
  endif()
endfunction()

# The names that a file declares outside functions and classes, which is where lines begin without a
# space; `after` is what may follow a name.
function(receptive_names_in file after result)
  file(READ "${file}" text)
  # Signs that mean something in a list of CMake's; what stood there does not matter.
  string(REPLACE ";" "#" text "${text}")
  string(REPLACE "[" "<" text "${text}")
  string(REPLACE "]" ">" text "${text}")
  string(REPLACE "\\" "/" text "${text}")
  string(REGEX MATCHALL "\n[a-zA-Z<][^\n]*" lines "${text}")
  set(names)
  foreach(line IN LISTS lines)
    if(line MATCHES "^\n(struct|class|enum class|enum) ([a-zA-Z0-9_]+)")
      list(APPEND names ${CMAKE_MATCH_2})
    elseif(line MATCHES "^\n([^(={#]*[ &*])?([a-zA-Z0-9_]+)(<[^>]*>)?(${after})")
      list(APPEND names ${CMAKE_MATCH_2})
    endif()
  endforeach()
  # Macros, such as those that begin a test.
  list(FILTER names EXCLUDE REGEX "^([A-Z_0-9]+|static_assert)$")
  list(REMOVE_DUPLICATES names)
  set(${result} ${names} PARENT_SCOPE)
endfunction()

# Whether two lists, each without an entry twice, have one in common.
function(receptive_have_common one other result)
  set(both ${one} ${other})
  list(LENGTH both length)
  list(REMOVE_DUPLICATES both)
  list(LENGTH both different)
  if(length EQUAL different)
    set(${result} OFF PARENT_SCOPE)
  else()
    set(${result} ON PARENT_SCOPE)
  endif()
endfunction()
