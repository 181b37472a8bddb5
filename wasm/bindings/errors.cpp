#include <emscripten/bind.h>

#include <exception>
#include <new>
#include <optional>
#include <stdexcept>

#include "base/error.h"
#include "outgoing.h"
#include "staging.h"

namespace receptive::bindings {

namespace {

/// What was thrown, in parts; those that say nothing are left out.
struct ErrorParts {
  Word<ErrorCode> code = {};
  Text message = {};
  Maybe<Text> where = {};
  Maybe<Text> argument = {};
  Maybe<Text> expected = {};
  Maybe<Text> found = {};
};

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::spec:
      return "spec";
    case ErrorCode::format:
      return "format";
    case ErrorCode::argument:
      return "argument";
    case ErrorCode::divergence:
      return "divergence";
  }
  return "internal";
}

Maybe<Text> part(const std::string& text) {
  if (text.empty()) return {};
  return Text(text);
}

/// @param thrown where a C++ exception lies, as Emscripten's script finds it in what WebAssembly
/// threw. All that the core and its libraries throw are std::exceptions.
ErrorParts error_parts(Address thrown) {
  const auto* exception = reinterpret_cast<const std::exception*>(thrown);
  const Text message(std::string_view(exception->what()));
  if (const auto* error = dynamic_cast<const Error*>(exception)) {
    const Refusal& refusal = error->refusal();
    return {.code = Word<ErrorCode>(name_of(error->code())),
            .message = message,
            .where = part(refusal.where),
            .argument = part(refusal.argument),
            .expected = part(refusal.expected),
            .found = part(refusal.found)};
  }
  const bool memory = dynamic_cast<const std::bad_alloc*>(exception) != nullptr ||
                      dynamic_cast<const std::length_error*>(exception) != nullptr;
  return {.code = Word<ErrorCode>(memory ? "memory" : "internal"), .message = message};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_errors) {
  emscripten::register_type<Word<ErrorCode>>(
      "'spec' | 'format' | 'argument' | 'divergence' | 'memory' | 'internal'");
  emscripten::value_object<ErrorParts>("ErrorParts")
      .field("code", &ErrorParts::code)
      .field("message", &ErrorParts::message)
      .field("where", &ErrorParts::where)
      .field("argument", &ErrorParts::argument)
      .field("expected", &ErrorParts::expected)
      .field("found", &ErrorParts::found);
  emscripten::function("errorParts", &error_parts);
}

}  // namespace receptive::bindings
