#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "data/looking/array/array_items.h"

namespace receptive::testing {

using Bytes = std::vector<std::uint8_t>;

inline Bytes operator+(Bytes bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
  return bytes;
}

/// A .npy file with this dictionary, whatever it says.
inline Bytes npy_with(std::string_view dictionary, const Bytes& values, int version = 1) {
  Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', static_cast<std::uint8_t>(version), 0};
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) {
    bytes.push_back(static_cast<std::uint8_t>(dictionary.size() >> static_cast<unsigned>(8 * i)));
  }
  bytes.insert(bytes.end(), dictionary.begin(), dictionary.end());
  return std::move(bytes) + values;
}

/// As NumPy writes it: npy("|u1", "(2, 2, 2)", values).
inline Bytes npy(const std::string& descr, const std::string& shape, const Bytes& values,
                 bool fortran = false) {
  return npy_with("{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
                      ", 'shape': " + shape + ", }   \n",
                  values);
}

inline Bytes idx(std::uint8_t type, const std::vector<std::uint32_t>& sizes, const Bytes& values) {
  Bytes bytes = {0, 0, type, static_cast<std::uint8_t>(sizes.size())};
  for (const std::uint32_t size : sizes) {
    for (const int shift : {24, 16, 8, 0})
      bytes.push_back(static_cast<std::uint8_t>(size >> shift));
  }
  return std::move(bytes) + values;
}

/// The bytes of numbers of one type, in either order.
template <typename Number>
Bytes bytes_of(const std::vector<Number>& numbers, bool big = false) {
  Bytes bytes;
  for (const Number number : numbers) {
    Bytes one(sizeof(Number));
    std::memcpy(one.data(), &number, sizeof(Number));
    if (big != (std::endian::native == std::endian::big)) std::reverse(one.begin(), one.end());
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  return bytes;
}

/// Texts as NumPy keeps them, filled up with zeros.
inline Bytes utf32(const std::vector<std::u32string>& texts, std::size_t length, bool big = false) {
  std::vector<std::uint32_t> codes;
  for (const std::u32string& text : texts) {
    for (std::size_t i = 0; i < length; ++i) codes.push_back(i < text.size() ? text[i] : 0U);
  }
  return bytes_of(codes, big);
}

/// `count` values 0, 1, 2, ...
inline Bytes counting(std::size_t count) {
  Bytes bytes(count);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

inline ArrayHeader header_of(const Bytes& file) {
  return read_array_header("a.npy", std::span(file).first(std::min(file.size(), array_head_bytes)));
}

inline void in_pieces(const Bytes& file, std::size_t piece,
                      const std::function<void(std::span<const std::uint8_t>)>& read) {
  for (std::size_t at = 0; at < file.size(); at += piece) {
    read(std::span(file).subspan(at, std::min(piece, file.size() - at)));
  }
}

inline ArrayFacts look_at(const Bytes& file, const ArrayHeader& header, int item_axis = 0,
                          std::size_t piece = SIZE_MAX / 2) {
  ArrayLook look(header, item_axis);
  in_pieces(file, piece, [&](auto bytes) { look.read(bytes); });
  return look.end();
}
inline ArrayFacts look_at(const Bytes& file, int item_axis = 0) {
  return look_at(file, header_of(file), item_axis);
}

/// All items, read again.
inline std::vector<std::vector<float>> items_of(const Bytes& file, const ArrayFacts& facts,
                                                std::size_t piece = SIZE_MAX / 2) {
  std::vector<std::vector<float>> items;
  ArrayItems reader(facts, [&](std::uint64_t place, std::span<const float> values) {
    if (place != items.size()) throw ArgumentError("items out of order");
    items.emplace_back(values.begin(), values.end());
  });
  in_pieces(file, piece, [&](auto bytes) { reader.read(bytes); });
  reader.end();
  return items;
}

/// What is said against something; "" where nothing is.
inline std::string refusal_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

}  // namespace receptive::testing
