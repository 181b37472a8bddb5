#include "data/looking/path_words.h"

#include <doctest/doctest.h>

namespace receptive::path_words_test {

TEST_CASE("path words: what a table or an array is for, by its name or the folders around it") {
  CHECK(path_purpose("x_train.npy") == Purpose::train);
  CHECK(path_purpose("d/test/x.npy") == Purpose::test);
  CHECK(path_purpose("mnist_test.npz/x.npy") == Purpose::test);
  CHECK(path_purpose("train/deep/x.npy") == Purpose::train);
  // The innermost says it, and the name before all folders.
  CHECK(path_purpose("train/val/x.npy") == Purpose::validation);
  CHECK(path_purpose("test/x_train.npy") == Purpose::train);
  CHECK(path_purpose("d/x.npy") == Purpose::unsaid);
}

TEST_CASE("path words: names are cut where people see words") {
  using Words = std::vector<std::string>;
  CHECK(words_of("X_trainImages2.npy") == Words{"x", "train", "images2", "npy"});
  CHECK(words_of("t10k-images-idx3-ubyte") == Words{"t10k", "images", "idx3", "ubyte"});
  CHECK(words_of("gr\xC3\xBCn") == Words{"gr\xC3\xBCn"});
  CHECK(words_of("") == Words{});
}

TEST_CASE("path words: file, ending and folders of a path") {
  CHECK(file_name("a/b/c.csv") == "c.csv");
  CHECK(file_name("c.csv") == "c.csv");
  CHECK(without_ending("train.csv") == "train");
  CHECK(without_ending(".hidden") == ".hidden");
  CHECK(folders_of("a/b/c.csv") == std::vector<std::string_view>{"a", "b"});
  CHECK(folders_of("c.csv").empty());
}

TEST_CASE("path words: lists for sentences, of many the first ones") {
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b"}) == "a and b");
  CHECK(listed({"a", "b", "c", "d"}) == "a, b, c and d");
  CHECK(listed({"a", "b", "c", "d", "e"}) == "a, b, c and 2 more");
}

TEST_CASE("path words: what a file is for") {
  for (const char* name : {"x_train.npy", "mnist_train.csv", "xtrain.npy", "trainx.csv",
                           "optdigits.tra", "training_set", "emnist-letters-train-images"}) {
    CAPTURE(name);
    CHECK(purpose_of(name) == Purpose::train);
  }
  for (const char* name : {"t10k-labels", "PublicTest", "x_test", "optdigits.tes", "seg_test"}) {
    CAPTURE(name);
    CHECK(purpose_of(name) == Purpose::test);
  }
  for (const char* name : {"val_images", "dev.csv", "Validation", "xval.npy"}) {
    CAPTURE(name);
    CHECK(purpose_of(name) == Purpose::validation);
  }
  for (const char* name : {"seg_pred", "unlabeled", "sample_submission.csv"}) {
    CAPTURE(name);
    CHECK(purpose_of(name) == Purpose::unlabelled);
  }
  for (const char* name : {"sklearn-digits.csv", "strain.csv", "images.npy", "x.npy"}) {
    CAPTURE(name);
    CHECK(purpose_of(name) == Purpose::unsaid);
  }
}

TEST_CASE("path words: a folder is for something only where its name says nothing else") {
  CHECK(folder_purpose("training_set") == Purpose::train);
  CHECK(folder_purpose("seg_test") == Purpose::test);
  CHECK(folder_purpose("test images 2") == Purpose::test);
  CHECK(folder_purpose("single_prediction") == Purpose::unlabelled);
  CHECK(folder_purpose("test pilot") == Purpose::unsaid);
  CHECK(folder_purpose("train station") == Purpose::unsaid);
}

TEST_CASE("path words: columns by what they are called") {
  for (const char* name : {"label", "Label", "CLASS", "target", "y", "digit"}) {
    CAPTURE(name);
    CHECK(is_label_column(name));
  }
  CHECK_FALSE(is_label_column("label_width"));
  CHECK(is_number_column(""));
  CHECK(is_number_column("Unnamed: 0"));
  CHECK_FALSE(is_number_column("pixel0"));
  CHECK(is_split_column("Usage"));
  CHECK(is_called_labels("y_train.npy"));
  CHECK(is_called_labels("ytest.npy"));
  CHECK_FALSE(is_called_labels("x_train.npy"));
  CHECK(is_called_names("batches.meta.txt"));
  CHECK(is_called_names("class_names"));
  CHECK(is_called_names("labels.txt"));
  CHECK_FALSE(is_called_names("labels.npy"));
}

TEST_CASE("path words: files of one set have the same name left") {
  CHECK(set_name("a/emnist-letters-train-images-idx3-ubyte") == "emnist letters");
  CHECK(set_name("emnist-letters-test-labels-idx1-ubyte") == "emnist letters");
  CHECK(set_name("train-images.idx3-ubyte") == "");
  CHECK(set_name("t10k-labels.idx1-ubyte") == "");
  CHECK(set_name("data_batch_3.bin") == set_name("test_batch.bin"));
  CHECK(set_name("xtrain.npy") == set_name("ytest.npy"));
  CHECK(set_name("fashion-mnist_train.csv") == "fashion mnist");
}

}  // namespace receptive::path_words_test
