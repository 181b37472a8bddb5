#include "base/error.h"
#include "data/readers/class_names.h"
#include "data/readers/npy_reader.h"
#include "input.h"

using namespace receptive;

/// Three files: images, labels and, where there is anything of it, the names of classes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto images = input.file();
  const auto labels = input.file();
  try {
    std::vector<std::string> names;
    if (!input.rest().empty()) names = read_npy_class_names(input.rest());
    const Dataset set = read_npy(images, labels, 0, names);
    fuzz::check(set);
    check_class_names(set.class_names, "read");
  } catch (const FormatError&) {
    return 0;
  }
  return 0;
}
