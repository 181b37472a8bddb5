#include "data/looking/array/cifar.h"

#include <string_view>
#include <utility>

namespace receptive {

namespace {

constexpr std::uint64_t channels = 3;
constexpr std::uint64_t side = 32;
constexpr std::size_t picture_bytes = channels * side * side;

std::string name_of_file(const std::string& path) {
  std::string name = path.substr(path.find_last_of("/\\") + 1);
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name;
}

/// data_batch_1.bin to data_batch_5.bin, or of more digits.
bool is_data_batch(std::string_view name) {
  constexpr std::string_view begin = "data_batch_";
  constexpr std::string_view end = ".bin";
  if (!name.starts_with(begin) || !name.ends_with(end)) return false;
  if (name.size() <= begin.size() + end.size()) return false;
  const std::string_view number =
      name.substr(begin.size(), name.size() - begin.size() - end.size());
  return number.find_first_not_of("0123456789") == std::string_view::npos;
}

ArrayHeader array_in_records(const std::string& path, std::size_t labels, std::size_t offset,
                             std::vector<std::uint64_t> sizes) {
  ArrayHeader header{.path = path, .sizes = std::move(sizes)};
  header.value_offset = offset;
  header.record_bytes = labels + picture_bytes;
  return header;
}

}  // namespace

std::optional<CifarFile> find_cifar(const std::string& path, std::uint64_t file_bytes) {
  const std::string name = name_of_file(path);
  const bool has_coarse = name == "train.bin" || name == "test.bin";
  if (!has_coarse && name != "test_batch.bin" && !is_data_batch(name)) return std::nullopt;
  const std::size_t labels = has_coarse ? 2 : 1;
  const std::uint64_t record = labels + picture_bytes;
  const std::uint64_t count = file_bytes / record;
  if (count == 0 || file_bytes % record != 0) return std::nullopt;
  CifarFile file;
  file.pictures = array_in_records(path, labels, labels, {count, channels, side, side});
  const auto add_labels = [&](std::size_t before, int classes, const char* names_file) {
    CifarLabels found{array_in_records(path, labels, before, {count}), names_file};
    found.header.below = classes;
    file.labels.push_back(std::move(found));
  };
  if (has_coarse) {
    add_labels(1, 100, "fine_label_names.txt");
    add_labels(0, 20, "coarse_label_names.txt");
  } else {
    add_labels(0, 10, "batches.meta.txt");
  }
  return file;
}

}  // namespace receptive
