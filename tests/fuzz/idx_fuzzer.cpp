#include "base/error.h"
#include "data/readers/idx_reader.h"
#include "input.h"

using namespace receptive;

/// A number of classes, and two files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t classes = input.byte();
  const auto images = input.file();
  try {
    const Dataset set = read_idx(images, input.rest(), classes < 2 ? 0 : classes);
    fuzz::check(set);
    // Nothing is added to what was given, and nothing left out.
    fuzz::require(read_idx_header(images, "f").total_bytes == images.size());
  } catch (const FormatError&) {
    return 0;
  }
  return 0;
}
