#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace receptive {

/// "1 picture", "200 pictures"
inline std::string pictures_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " picture" : " pictures");
}

/// Nobody reads 20,000 sentences of one kind: the first few, and a last one on how many more.
/// @param more what the others are: "files were left out"
inline std::vector<std::string> few_of(const std::vector<std::string>& sentences,
                                       const std::string& more) {
  constexpr std::size_t most = 8;
  if (sentences.size() <= most + 1) return sentences;
  std::vector<std::string> few(sentences.begin(), sentences.begin() + most);
  few.push_back("And " + std::to_string(sentences.size() - most) + " more " + more + ".");
  return few;
}

}  // namespace receptive
