#include "data/looking/file_kind.h"

#include <doctest/doctest.h>

#include "array/array_bytes.h"

namespace receptive::file_kind_test {

namespace {

KnownFile kind_of_text(std::string_view path, std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  return kind_of(path, text.size(), {bytes, text.size()});
}

}  // namespace

TEST_CASE("file kind: arrays by their first bytes, whatever they are called") {
  CHECK(kind_of_text("x", std::string_view("\x93NUMPY\x01\x00", 8)).kind == FileKind::array);
  const testing::Bytes idx_file = testing::idx(8, {1}, {3});
  CHECK(kind_of("labels.txt", idx_file.size(), idx_file).kind == FileKind::array);
  CHECK(kind_of("a/data_batch_1.bin", 2 * 3073, testing::Bytes(100)).kind == FileKind::cifar);
  CHECK(kind_of("a/data_batch_1.bin", 3000, testing::Bytes(100, 3)).kind == FileKind::other);
  CHECK(kind_of_text("empty.csv", "").kind == FileKind::empty);
}

TEST_CASE("file kind: texts are tables, by whatever ending") {
  for (const char* name : {"a.csv", "optdigits.tra", "zip.train", "a.txt", "a"}) {
    CHECK(kind_of_text(name, "1,2,3\n").kind == FileKind::table);
  }
  CHECK(kind_of_text("a.txt", std::string_view("\xFF\xFE"
                                               "1\0,\0",
                                               6))
            .kind == FileKind::table);
  // Columns whose names begin as files of other kinds do.
  CHECK(kind_of_text("a.csv", "MM,cm,label\n1,2,3\n").kind == FileKind::table);
  CHECK(kind_of_text("a.csv", "P2,P3,label\n1,2,3\n").kind == FileKind::table);
}

TEST_CASE(
    "file kind: UTF-16 with a mark and without, tabs and returns; zeros here and there are none") {
  CHECK(kind_of_text("a.txt", std::string_view("\xFE\xFF\0001\0,", 6)).kind == FileKind::table);
  // Half a mark is none.
  CHECK(kind_of_text("a.txt", "\xFE\xFE\x01").kind == FileKind::other);
  CHECK(kind_of_text("a.txt", "\xFF\xFF\x01").kind == FileKind::other);
  CHECK(kind_of_text("a.txt", std::string_view("1\0,\0002\0\n\0", 8)).kind == FileKind::table);
  CHECK(kind_of_text("a.txt", std::string_view("1,2,3,4\0,5,6,7\n", 16)).kind == FileKind::other);
  CHECK(kind_of_text("a.txt", std::string_view("1\0,", 3)).kind == FileKind::other);
  CHECK(kind_of_text("a.txt", "1\t2\r\n3\t4\f\r\n").kind == FileKind::table);
  CHECK(kind_of_text("a.txt", "7").kind == FileKind::table);
  // Blank lines alone: the table's reader says what is wrong with them.
  CHECK(kind_of_text("a.txt", " \n \n").kind == FileKind::table);
}

TEST_CASE("file kind: what is not read is called what it is") {
  CHECK(kind_of_text("a.pdf", "%PDF-1.4").what == "a PDF");
  CHECK(kind_of_text("scan.tif", std::string_view("MM\0*\0\0\0\x08", 8)).what ==
        "a TIFF picture: save it as PNG");
  CHECK(kind_of_text("scan.tif", std::string_view("II*\0\x08\0", 6)).what ==
        "a TIFF picture: save it as PNG");
  CHECK(kind_of_text("a.pgm", "P5 3 3 255\n").what == "a PGM picture: save it as PNG");
  CHECK(kind_of_text("data_batch_1", "\x80\x02}q").what.starts_with("pickled Python objects"));
  CHECK(kind_of_text("x.csv", "version https://git-lfs.github.com/spec/v1\noid")
            .what.starts_with("a pointer of Git LFS"));
  CHECK(kind_of_text("data.YAML", "a: b\n").what == "YAML");
  CHECK(kind_of_text("x.csv", "<!DOCTYPE html>").what == "a web page or another markup");
  CHECK(kind_of_text("x.txt", "  {\"a\": 1}").what == "JSON");
  CHECK(kind_of_text("README", "Hello.").what == "a text");
  CHECK(kind_of_text("x.bin", "\x01\x02\x03").kind == FileKind::other);
  CHECK(kind_of_text("x.bin", "\x01\x02\x03").what == "");
}

}  // namespace receptive::file_kind_test
