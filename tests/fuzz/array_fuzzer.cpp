#include <algorithm>

#include "base/error.h"
#include "data/looking/array/array_items.h"
#include "data/looking/array/cifar.h"
#include "input.h"

using namespace receptive;

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Pieces of 1 to 256 bytes, or the whole at once.
template <typename Read>
void in_pieces(Bytes file, std::size_t step, const Read& read) {
  if (step == 0) return read(file);
  for (; !file.empty(); file = file.subspan(std::min(step, file.size()))) {
    read(file.first(std::min(step, file.size())));
  }
}

void check_facts(const ArrayFacts& facts) {
  const ArrayHeader& header = facts.header;
  const std::uint64_t count = header.count();
  fuzz::require(facts.items * facts.item_values == count || (facts.items == 0 && count == 0));
  fuzz::require(facts.numbers.count + facts.numbers.not_finite == (header.is_text() ? 0 : count));
  fuzz::require(facts.codes.empty() || facts.codes.size() == facts.items);
  const auto values = static_cast<std::int32_t>(facts.values.values().size());
  for (const std::int32_t code : facts.codes) fuzz::require(code >= -1 && code < values);
  fuzz::require(facts.may_be_labels || facts.codes.empty());
  for (const ArrayItem& sample : facts.samples) {
    fuzz::require(sample.place < facts.items && sample.values.size() == facts.item_values);
  }
}

/// Once to look, in pieces and as a whole, and once for the items.
void read_twice(const ArrayHeader& header, int axis, std::size_t step, Bytes file) {
  ArrayLook look(header, axis);
  in_pieces(file, step, [&](Bytes piece) { look.read(piece); });
  const ArrayFacts facts = look.end();
  // Only a file of exactly this length is whole.
  fuzz::require(header.file_bytes() == file.size());
  check_facts(facts);

  ArrayLook whole(header, axis);
  whole.read(file);
  const ArrayFacts same = whole.end();
  fuzz::require(same.codes == facts.codes && same.texts == facts.texts);
  fuzz::require(same.samples.size() == facts.samples.size());

  std::uint64_t seen = 0;
  ArrayItems items(facts, [&](std::uint64_t place, std::span<const float> values) {
    fuzz::require(place == seen++ && values.size() == facts.item_values);
  });
  in_pieces(file, step, [&](Bytes piece) { items.read(piece); });
  items.end();
  fuzz::require(seen == facts.items);
}

void read_as_cifar(const char* name, std::size_t step, Bytes file) {
  const auto cifar = find_cifar(name, file.size());
  if (!cifar) return;
  read_twice(cifar->pictures, 0, step, file);
  try {
    for (const CifarLabels& labels : cifar->labels) read_twice(labels.header, 0, step, file);
  } catch (const FormatError&) {
    return;  // labels that CIFAR does not have
  }
}

}  // namespace

/// Which axis the items have, how long the pieces are, and a file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const bool last = input.byte() % 2 == 1;
  const std::size_t step = input.byte();
  const Bytes file = input.rest();
  read_as_cifar("data_batch_1.bin", step, file);
  read_as_cifar("test.bin", step, file);
  try {
    const auto head = file.first(std::min(file.size(), array_head_bytes));
    const ArrayHeader header = read_array_header("f", head);
    const auto sizes = static_cast<int>(header.sizes.size());
    read_twice(header, last && sizes > 0 ? sizes - 1 : 0, step, file);
  } catch (const FormatError&) {
    return 0;
  }
  return 0;
}
