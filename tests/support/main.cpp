// The one file of the suite that holds doctest's own code and `main`.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

#include "support/measure.h"

namespace {

std::vector<std::string>& arguments() {
  static std::vector<std::string> list;
  return list;
}

}  // namespace

std::uint64_t receptive::testing::measure(const std::string& name, std::uint64_t usual) {
  const std::string start = "--" + name + "=";
  for (const std::string& argument : arguments()) {
    if (argument.starts_with(start)) return std::stoull(argument.substr(start.size()));
  }
  return usual;
}

int main(int count, char** values) {
  for (const char* argument : std::span(values, static_cast<std::size_t>(count)))
    arguments().emplace_back(argument);
  return doctest::Context(count, values).run();
}
