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

std::span<const std::uint8_t> ValueStream::next_run(std::span<const std::uint8_t>& piece) {
  if (read_ >= file_bytes_) {
    read_ += piece.size();
    piece = {};
    return {};
  }
  const std::uint64_t at = read_ % record_bytes_;
  const std::uint64_t begin = header_->value_offset;
  const std::uint64_t end = begin + run_bytes_;
  const bool inside = at >= begin && at < end;
  const std::uint64_t until = inside ? end : at < begin ? begin : record_bytes_;
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(until - at, piece.size()));
  const auto run = piece.first(length);
  piece = piece.subspan(length);
  read_ += length;
  return inside ? run : run.first(0);
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
