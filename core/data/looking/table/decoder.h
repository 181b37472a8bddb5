#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "data/looking/table/table_facts.h"

namespace receptive {

/// How text is written down: as a byte-order mark says; without one as the places of the zero bytes
/// say, which tables in UTF-16 are half made of; else UTF-8.
/// @param head the beginning of a file
TableForm::Encoding find_encoding(std::span<const std::uint8_t> head);

/// Turns the bytes of a table into UTF-8 text without a byte-order mark. Bytes that are no UTF-8
/// are taken for Windows-1252, letter by letter.
class TableDecoder {
 public:
  explicit TableDecoder(std::string path) : path_(std::move(path)) {}

  /// Pieces in order, of any size. @returns their text, whole letters only, valid until the next
  /// call and while the piece is.
  /// @throws FormatError for what is no text.
  std::string_view read(std::span<const std::uint8_t> piece);
  /// What is left after the last piece.
  std::string_view end();

  [[nodiscard]] TableForm::Encoding encoding() const { return encoding_; }
  [[nodiscard]] bool was_latin() const { return was_latin_; }

 private:
  void begin();
  std::string_view decode(std::string_view bytes, bool last);
  void decode_utf8(std::string_view bytes, bool last);
  void decode_utf16(std::string_view bytes, bool last);
  void add_latin(std::uint8_t byte);
  [[noreturn]] void refuse(const std::string& found) const;

  /// As many bytes tell the encoding.
  static constexpr std::size_t head_bytes = 1024;

  std::string path_;
  TableForm::Encoding encoding_ = TableForm::Encoding::utf8;
  bool begun_ = false;
  bool was_latin_ = false;
  std::uint64_t offset_ = 0;  ///< in the file, of the byte that is decoded next
  std::string kept_ = {};     ///< the head, or the beginning of a letter
  std::string text_ = {};
};

}  // namespace receptive
