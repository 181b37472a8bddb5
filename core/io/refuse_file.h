#pragma once

#include <initializer_list>
#include <string_view>

namespace receptive {

/// Throws FormatError: "model file: expected " and these pieces, one behind the other. (Texts that
/// are added up where they are needed take kilobytes of the browser's modules.)
[[noreturn]] void refuse_file(std::initializer_list<std::string_view> pieces);

}  // namespace receptive
