#include "data/looking/array/value_stream.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

std::string count_of_bytes(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

}  // namespace

ValueStream::ValueStream(const ArrayHeader& header)
    : header_(&header),
      file_bytes_(header.file_bytes()),
      record_bytes_(header.record_bytes > 0 ? header.record_bytes : file_bytes_),
      run_bytes_(header.count() * header.item_bytes) {
  if (header.record_bytes > 0 && run_bytes_ > 0) run_bytes_ /= header.sizes[0];
}

std::span<const std::uint8_t> ValueStream::next(std::span<const std::uint8_t>& piece) {
  const std::size_t size = header_->item_bytes;
  if (value_.size() == size) value_.clear();
  while (!piece.empty()) {
    const auto [of_values, bytes] = stretch();
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, piece.size()));
    if (!of_values) {
      take(piece, length);
    } else if (value_.empty() && length >= size) {
      return take(piece, length - length % size);
    } else {
      const auto part = take(piece, std::min(size - value_.size(), length));
      value_.insert(value_.end(), part.begin(), part.end());
      if (value_.size() == size) return value_;
    }
  }
  return {};
}

ValueStream::Stretch ValueStream::stretch() const {
  if (read_ >= file_bytes_) return {false, UINT64_MAX};
  const std::uint64_t at = read_ % record_bytes_;
  const std::uint64_t begin = header_->value_offset;
  const std::uint64_t end = begin + run_bytes_;
  if (at < begin) return {false, begin - at};
  if (at < end) return {true, end - at};
  return {false, record_bytes_ - at};
}

std::span<const std::uint8_t> ValueStream::take(std::span<const std::uint8_t>& piece,
                                                std::size_t bytes) {
  const auto taken = piece.first(bytes);
  piece = piece.subspan(bytes);
  read_ += bytes;
  return taken;
}

void ValueStream::check_not_longer() const {
  if (read_ <= file_bytes_) return;
  throw FormatError({.where = header_->path,
                     .expected = count_of_bytes(file_bytes_) + " for " + header_->shape_text() +
                                 " of " + header_->type_text(),
                     .found = std::to_string(read_) + ": " + std::to_string(read_ - file_bytes_) +
                              " too many at the end"});
}

void ValueStream::check_length() const {
  check_not_longer();
  if (read_ == file_bytes_) return;
  throw FormatError({.where = header_->path,
                     .expected = count_of_bytes(file_bytes_) + " for " + header_->shape_text() +
                                 " of " + header_->type_text(),
                     .found = "only " + std::to_string(read_) + ": the file is cut short"});
}

}  // namespace receptive
