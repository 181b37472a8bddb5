#include "data/looking/naming/folded_name.h"

#include <doctest/doctest.h>

#include <utility>

namespace receptive::folded_name_test {

TEST_CASE("folded name: capitals and accents, written in either way") {
  CHECK(folded_name("IMG_7.JPG") == "img_7.jpg");
  // In one letter, and behind it.
  for (const auto& [composed, decomposed] :
       {std::pair("caf\u00E9", "cafe\u0301"),
        std::pair("\u00C5ngstr\u00F6m", "A\u030Angstro\u0308m"),
        std::pair("\u017D\u010F\u00E1r", "Z\u030Cd\u030Ca\u0301r"),
        std::pair("Ti\u1EBFng Vi\u1EC7t", "Tie\u0302\u0301ng Vie\u0323\u0302t"),
        std::pair("\u01A0\u01B0", "O\u031Bu\u031B"),
        std::pair("\u0401\u0439", "\u0415\u0308\u0438\u0306"),
        std::pair("\u304C\u3071\u30D0\u30F4", "\u304B\u3099\u306F\u309A\u30CF\u3099\u30A6\u3099"),
        std::pair("\u3065\u3069\u307D", "\u3064\u3099\u3068\u3099\u307B\u309A"),
        std::pair("\uAC15\uC544", "\u1100\u1161\u11BC\u110B\u1161")}) {
    CAPTURE(composed);
    CHECK(folded_name(composed) == folded_name(decomposed));
  }
  CHECK(folded_name("\u041C\u041E\u0421\u041A") == "\u043C\u043E\u0441\u043A");
}

TEST_CASE("folded name: letters that differ stay different") {
  CHECK(folded_name("stra\u00DFe") == "stra\u00DFe");
  CHECK(folded_name("\u00E6") != folded_name("ae"));
  CHECK(folded_name("\u306D") != folded_name("\u306F"));
  CHECK(folded_name("\u306F") == "\u306F");
  CHECK(folded_name("\u732B\U0001F408") == "\u732B\U0001F408");
}

TEST_CASE("folded name: bytes that are no UTF-8 are kept") {
  CHECK(folded_name("a\xFFZ\xC3") == "a\xFFz\xC3");
  CHECK(folded_name("\xF8\x88\x80\x80\x80") == "\xF8\x88\x80\x80\x80");
  CHECK(folded_name("") == "");
}

}  // namespace receptive::folded_name_test
