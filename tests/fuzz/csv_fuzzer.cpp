#include "base/error.h"
#include "data/readers/class_names.h"
#include "data/readers/csv_reader.h"
#include "input.h"

using namespace receptive;

namespace {

CsvOptions options_of(std::uint8_t choice) {
  CsvOptions options;
  if ((choice & 1U) != 0) options = {.channels = 3, .height = 1, .width = 2};
  options.channels_last = (choice & 2U) != 0;
  if ((choice & 4U) != 0) options.class_names = {"0", "cat", "dog"};
  return options;
}

}  // namespace

/// What is asked for, and a file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const CsvOptions options = options_of(input.byte());
  try {
    const Dataset set = read_csv(input.rest(), options);
    fuzz::check(set);
    check_class_names(set.class_names, "read");
  } catch (const FormatError&) {
    return 0;
  }
  return 0;
}
