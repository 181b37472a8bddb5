#include "base/error.h"

namespace receptive {

std::string Refusal::sentence() const {
  std::string text = where;
  if (!argument.empty()) text += (text.empty() ? "" : ": ") + argument;
  if (!text.empty()) text += ": ";
  return text + "expected " + expected + ", found " + found;
}

}  // namespace receptive
