// Runs a fuzz harness over files and folders, with any compiler: fuzz-NAME FILE_OR_FOLDER...
// Every input is copied into a heap buffer of exactly its size, so that a sanitizer sees a read
// past its end. Prints `N inputs`; fails when there were none.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(fs::path const& path) {
    std::vector<fs::path> found;
    if (fs::is_directory(path)) {
        for (auto const& entry : fs::recursive_directory_iterator{path})
            if (entry.is_regular_file())
                found.push_back(entry.path());
        std::sort(found.begin(), found.end());
    } else {
        found.push_back(path);
    }
    return found;
}

bool replay(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    std::vector<char> const bytes{std::istreambuf_iterator<char>{file}, {}};
    if (!file) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        return false;
    }
    auto const exact = std::make_unique<std::uint8_t[]>(bytes.size());
    std::transform(bytes.begin(), bytes.end(), exact.get(),
                   [](char c) { return static_cast<std::uint8_t>(c); });
    LLVMFuzzerTestOneInput(exact.get(), bytes.size());
    return true;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t inputs = 0;
    fs::path current;
    try {
        for (int i = 1; i < argc; ++i) {
            for (auto const& path : files_of(argv[i])) {
                current = path;
                if (!replay(path))
                    return 1;
                ++inputs;
            }
        }
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s: %s\n", current.c_str(), e.what());
        return 1;
    }
    std::printf("%zu inputs\n", inputs);
    return inputs == 0 ? 1 : 0;
}
