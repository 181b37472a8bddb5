#include <cstddef>

/// Stands in for libc++abi's demangler, whose 47 KB nobody needs: it would turn the type names of
/// exceptions into readable ones, and nobody reads them (errors.cpp tells what was thrown). The
/// linker takes this one because it comes first.
/// @returns nullptr with status -2: "not a valid name"; callers then show the name as it is.
extern "C" char* __cxa_demangle(const char* /*mangled*/, char* /*buffer*/,  // NOLINT: ABI's name
                                std::size_t* /*length*/, int* status) {
  if (status != nullptr) *status = -2;
  return nullptr;
}
