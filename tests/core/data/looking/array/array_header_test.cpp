#include "data/looking/array/array_header.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "array_bytes.h"
#include "base/error.h"

namespace receptive::array_header_test {

using namespace receptive::testing;

namespace {

using Sizes = std::vector<std::uint64_t>;

std::string header_refusal(const Bytes& file) {
  return refusal_of([&] { (void)header_of(file); });
}

void check_begins(const std::string& text, const std::string& begin) {
  INFO(text);
  CHECK(text.starts_with(begin));
}

}  // namespace

TEST_CASE("Array headers: IDX of its six types") {
  struct Type {
    std::uint8_t code;
    ArrayType type;
    std::size_t bytes;
    const char* name;
  };
  for (const Type& type : {Type{0x08, ArrayType::uint8, 1, "uint8"},
                           {0x09, ArrayType::int8, 1, "int8"},
                           {0x0B, ArrayType::int16, 2, "int16"},
                           {0x0C, ArrayType::int32, 4, "int32"},
                           {0x0D, ArrayType::float32, 4, "float32"},
                           {0x0E, ArrayType::float64, 8, "float64"}}) {
    const Bytes file = idx(type.code, {3, 2, 256}, {});
    CHECK(is_idx(file));
    CHECK_FALSE(is_npy(file));
    const ArrayHeader header = header_of(file);
    CHECK(header.path == "a.npy");
    CHECK(header.type == type.type);
    CHECK(header.item_bytes == type.bytes);
    CHECK(header.big_endian);
    CHECK(header.sizes == Sizes{3, 2, 256});
    CHECK(header.value_offset == 16);
    CHECK(header.count() == 1536);
    CHECK(header.file_bytes() == 16 + 1536 * type.bytes);
    CHECK(header.shape_text() == "(3, 2, 256)");
    CHECK(header.type_text() == type.name);
  }
}

TEST_CASE("Array headers: what is no IDX file") {
  CHECK_FALSE(is_idx(Bytes{}));
  CHECK_FALSE(is_idx(Bytes{0, 0, 8}));
  CHECK_FALSE(is_idx(Bytes{0, 0, 8, 0}));
  CHECK_FALSE(is_idx(Bytes{0, 0, 8, 5}));
  CHECK_FALSE(is_idx(Bytes{0, 0, 10, 1}));
  CHECK_FALSE(is_idx(Bytes{0, 1, 8, 1}));
  CHECK_FALSE(is_idx(Bytes{1, 0, 8, 1}));
  CHECK(header_refusal({}) ==
        "a.npy: expected an IDX file (0, 0, a type, 1 to 4 sizes) or a .npy file (0x93 NUMPY), "
        "found no bytes at all");
  CHECK(header_refusal({0, 0, 8, 3, 0, 0}) ==
        "a.npy: expected an IDX header of 16 bytes for 3 sizes, found only 6: the file is cut "
        "short");
}

TEST_CASE("Array headers: pickles are known by their beginning") {
  CHECK(is_pickle(Bytes{0x80, 2, '}'}));
  CHECK(is_pickle(Bytes{0x80, 5}));
  CHECK_FALSE(is_pickle(Bytes{0x80, 1}));
  CHECK_FALSE(is_pickle(Bytes{0x80, 6}));
  CHECK_FALSE(is_pickle(Bytes{0x80}));
  CHECK_FALSE(is_pickle(npy("|u1", "(1,)", {0})));
}

TEST_CASE("Array headers: every type of NumPy that is read") {
  struct Type {
    const char* descr;
    ArrayType type;
    std::size_t bytes;
    bool big;
    const char* name;
  };
  for (const Type& type :
       {Type{"|b1", ArrayType::boolean, 1, false, "bool"},
        {"|i1", ArrayType::int8, 1, false, "int8"},
        {"|u1", ArrayType::uint8, 1, false, "uint8"},
        {"<i2", ArrayType::int16, 2, false, "int16"},
        {">u2", ArrayType::uint16, 2, true, "uint16"},
        {"<i4", ArrayType::int32, 4, false, "int32"},
        {"<u4", ArrayType::uint32, 4, false, "uint32"},
        {">i8", ArrayType::int64, 8, true, "int64"},
        {"<u8", ArrayType::uint64, 8, false, "uint64"},
        {"<f2", ArrayType::float16, 2, false, "float16"},
        {">f4", ArrayType::float32, 4, true, "float32"},
        {"<f8", ArrayType::float64, 8, false, "float64"},
        {"f8", ArrayType::float64, 8, false, "float64"},
        {"=i4", ArrayType::int32, 4, false, "int32"},
        {"<U5", ArrayType::text, 20, false, "texts of up to 5 characters"},
        {">U16384", ArrayType::text, 65536, true, "texts of up to 16384 characters"},
        {"|S7", ArrayType::bytes, 7, false, "texts of up to 7 bytes"}}) {
    INFO(type.descr);
    const Bytes file = npy(type.descr, "(2, 3)", {});
    CHECK(is_npy(file));
    const ArrayHeader header = header_of(file);
    CHECK(header.type == type.type);
    CHECK(header.item_bytes == type.bytes);
    CHECK(header.big_endian == type.big);
    CHECK(header.type_text() == type.name);
    CHECK(header.sizes == Sizes{2, 3});
    CHECK_FALSE(header.turned);
    CHECK(header.value_offset == file.size());
  }
}

TEST_CASE("Array headers: what NumPy's arrays may also hold is refused by its name") {
  const auto found = [](const std::string& descr) {
    const std::string text = header_refusal(npy(descr, "(2,)", {}));
    check_begins(text, "a.npy: expected an array of numbers, booleans or texts, found ");
    return text.substr(text.find("found ") + 6);
  };
  CHECK(found("|O") ==
        "objects: pickled objects are not read: save the labels as numbers or texts");
  check_begins(found("<c16"), "complex numbers ('<c16')");
  check_begins(found("<M8[ns]"), "dates ('<M8[ns]')");
  check_begins(found("<m8[s]"), "lengths of time ('<m8[s]')");
  check_begins(found("|V2"), "raw bytes ('|V2')");
  check_begins(found("<f16"), "floating-point numbers of another length ('<f16')");
  check_begins(found("<f1"), "floating-point numbers of another length ('<f1')");
  check_begins(found("<U0"), "texts of another length than 1 to 16384 ('<U0')");
  check_begins(found("|S16385"), "texts of another length than 1 to 16384");
  for (const char* descr : {"", "<", "<i", "<i3", "<i16", "<u44444444444444444444", "|b2", "<x4",
                            "<i4 ", "i-4", "<<i4"}) {
    check_begins(found(descr), "the type '");
  }
  check_begins(header_refusal(npy_with("{'descr': [('a', '<i4'), ('b', '<f8')], 'fortran_order': "
                                       "False, 'shape': (2,), }",
                                       {})),
               "a.npy: expected an array of numbers, booleans or texts, found records of several "
               "fields");
}

TEST_CASE("Array headers: shapes of NumPy") {
  const auto sizes = [](const std::string& shape) {
    return header_of(npy("|u1", shape, {})).sizes;
  };
  CHECK(sizes("()") == Sizes{});
  CHECK(sizes("(7,)") == Sizes{7});
  CHECK(sizes("(0, 28, 28)") == Sizes{0, 28, 28});
  CHECK(sizes("( 2 ,3,4 , )") == Sizes{2, 3, 4});
  CHECK(sizes("(60000L, 28L)") == Sizes{60000, 28});
  CHECK(sizes("(1, 2, 1, 2, 1, 2, 1, 2)") == Sizes{1, 2, 1, 2, 1, 2, 1, 2});
  CHECK(header_of(npy("<f4", "()", {})).count() == 1);
  CHECK(header_of(npy("<f4", "()", {})).shape_text() == "()");
  CHECK(header_of(npy("<f4", "(5,)", {})).shape_text() == "(5,)");
  check_begins(header_refusal(npy("|u1", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", {})),
               "a.npy: expected at most 8 dimensions, found more");
  check_begins(header_refusal(npy("|u1", "(5)", {})),
               "a.npy: expected a NumPy header with a shape such as (5,)");
  check_begins(header_refusal(npy("|u1", "(-5,)", {})),
               "a.npy: expected a NumPy header with a whole number");
}

TEST_CASE("Array headers: Fortran's order turns the sizes round, and says them as they were") {
  const ArrayHeader header = header_of(npy("<f4", "(60000, 28, 20)", {}, true));
  CHECK(header.turned);
  CHECK(header.sizes == Sizes{20, 28, 60000});
  CHECK(header.shape_text() == "(60000, 28, 20)");
  // With one size there is nothing to turn.
  CHECK_FALSE(header_of(npy("<f4", "(6,)", {}, true)).turned);
}

TEST_CASE("Array headers: versions 1 to 3 of NumPy's format") {
  const std::string dictionary = "{'shape': (2,), \"descr\": '|u1', 'fortran_order': False}";
  for (int version = 1; version <= 3; ++version) {
    const Bytes file = npy_with(dictionary, {1, 2}, version);
    CHECK(header_of(file).value_offset == file.size() - 2);
  }
  CHECK(header_refusal(npy_with(dictionary, {}, 4)) ==
        "a.npy: expected version 1.0, 2.0 or 3.0 of the NumPy format, found 4.0");
}

TEST_CASE("Array headers: broken dictionaries of NumPy") {
  for (const char* dictionary :
       {"", "{", "{'descr'", "{'descr': ", "{'descr': '<f4'", "{'descr': '<f4', ",
        "{'descr': <f4, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': false, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'shape': (2,)}", "{'descr': '<f4', 'fortran_order': True}",
        "{'fortran_order': False, 'shape': (2,)}", "{}"}) {
    INFO(dictionary);
    check_begins(header_refusal(npy_with(dictionary, {})), "a.npy: expected ");
  }
}

TEST_CASE("Array headers: NumPy files that are cut short, at every length") {
  const Bytes file = npy("<f4", "(2, 3)", {});
  for (std::size_t length = 6; length < file.size(); ++length) {
    const std::string text =
        header_refusal({file.begin(), file.begin() + static_cast<long>(length)});
    INFO(length, ": ", text);
    CHECK(text.find("the file is cut short") != std::string::npos);
  }
}

TEST_CASE("Array headers: one beyond all measure is not waited for") {
  Bytes file = npy_with(std::string(5000, ' '), {});
  check_begins(header_refusal(file),
               "a.npy: expected a NumPy header of at most 4096 bytes, found one of 5010");
  // A length of 2^32 - 1.
  file = npy_with("{}", Bytes(5000), 2);
  std::fill(file.begin() + 8, file.begin() + 12, std::uint8_t{0xFF});
  check_begins(header_refusal(file), "a.npy: expected a NumPy header of at most 4096 bytes");
}

TEST_CASE("Array headers: sizes that do not fit into 2^53 bytes") {
  const auto refused = [](const std::string& descr, const std::string& shape) {
    return header_refusal(npy(descr, shape, {})).starts_with("a.npy: expected sizes that ");
  };
  CHECK_FALSE(refused("|u1", "(9007199254740000,)"));
  CHECK(refused("|u1", "(9007199254740992,)"));
  CHECK_FALSE(refused("<f8", "(1125899906842000,)"));
  CHECK(refused("<f8", "(1125899906842624,)"));
  CHECK(refused("|u1", "(4294967296, 4294967296)"));
  CHECK(refused("|u1", "(18446744073709551615,)"));
  CHECK(refused("|u1", "(18446744073709551616,)"));
  // Nothing times too much: the product of the others must fit all the same.
  CHECK(refused("|u1", "(0, 4294967296, 4294967296)"));
  CHECK_FALSE(refused("|u1", "(0, 4294967296, 1048576)"));
  CHECK(header_refusal(idx(0x0E, {0xFFFFFFFFU, 0xFFFFFFFFU}, {}))
            .starts_with("a.npy: expected sizes that make at most 2^53 bytes, found (4294967295, "
                         "4294967295) of float64"));
}

}  // namespace receptive::array_header_test
