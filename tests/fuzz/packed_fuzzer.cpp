#include "base/error.h"
#include "cli/gzip.h"
#include "cli/npz.h"
#include "input.h"

using namespace receptive;

/// A packed file of the command line: gzip, or a NumPy archive.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> file(data, size);
  try {
    if (cli::is_zip(file)) {
      for (const cli::NamedFile& one : cli::read_npz(file, "fuzz")) {
        fuzz::require(one.path.starts_with("fuzz"));
      }
    } else {
      (void)cli::gunzip(file, "fuzz");
    }
  } catch (const FormatError&) {
    return 0;
  }
  return 0;
}
