#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace receptive {

/// What kind of mistake an error tells of.
enum class ErrorCode : std::uint8_t {
  spec,        ///< a model specification that cannot be built
  format,      ///< bytes from outside (IDX, model files) that are not what they claim to be
  argument,    ///< an argument of a call that does not fit the model or data it is given to
  divergence,  ///< training that cannot go on: a loss or a value became NaN or infinite
};

/// The parts of a refusal, for programs; people read the sentence that is made of them,
/// "where: argument: expected ..., found ...". Parts that say nothing are empty.
struct Refusal {
  std::string where = {};     ///< the layer's name, the file, the call
  std::string argument = {};  ///< of the layer or call; "inputs", "kernelSize"
  std::string expected = {};
  std::string found = {};

  [[nodiscard]] std::string sentence() const;
};

/// Everything the core throws on purpose. The message names what was wrong, what was expected and
/// what was found, and is shown to people as it is; whoever wants a part of it takes `refusal()`
/// and never the message apart.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, Refusal refusal)
      : std::runtime_error(refusal.sentence()), code_(code), refusal_(std::move(refusal)) {}
  Error(ErrorCode code, const std::string& sentence) : std::runtime_error(sentence), code_(code) {}
  /// Where the parts say less than the sentence.
  Error(ErrorCode code, Refusal refusal, const std::string& sentence)
      : std::runtime_error(sentence), code_(code), refusal_(std::move(refusal)) {}

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }

 private:
  ErrorCode code_;
  Refusal refusal_;
};

template <ErrorCode Code>
class ErrorOf final : public Error {
 public:
  explicit ErrorOf(Refusal refusal) : Error(Code, std::move(refusal)) {}
  explicit ErrorOf(const std::string& sentence) : Error(Code, sentence) {}
  ErrorOf(Refusal refusal, const std::string& sentence)
      : Error(Code, std::move(refusal), sentence) {}
};

using SpecError = ErrorOf<ErrorCode::spec>;
using FormatError = ErrorOf<ErrorCode::format>;
using ArgumentError = ErrorOf<ErrorCode::argument>;
using DivergenceError = ErrorOf<ErrorCode::divergence>;

}  // namespace receptive
