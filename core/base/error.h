#pragma once

#include <stdexcept>
#include <string>

namespace receptive {

/// Everything the core throws on purpose. The message names what was wrong, what was expected and
/// what was found, and is shown to people as it is.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A model specification that cannot be built. The message begins with the layer's name.
class SpecError : public Error {
 public:
  using Error::Error;
};

/// Bytes from outside (IDX, model files) that are not what they claim to be.
class FormatError : public Error {
 public:
  using Error::Error;
};

/// An argument of a call that does not fit the model or data it is given to.
class ArgumentError : public Error {
 public:
  using Error::Error;
};

/// Training that cannot go on: a loss or a value became NaN or infinite.
class DivergenceError : public Error {
 public:
  using Error::Error;
};

}  // namespace receptive
