// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_SECRET_HPP
#define CONNECTPSP_CORE_SECRET_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

namespace detail {

/// Overwrites memory in a way that the optimizer has to keep.
inline void wipe(void* memory, std::size_t size) noexcept {
    if (size == 0) return;
#if defined(__GNUC__) || defined(__clang__)
    std::memset(memory, 0, size);
    __asm__ volatile("" : : "r"(memory) : "memory"); // whoever reads it next is unknown
#else
    auto volatile* at = static_cast<unsigned char volatile*>(memory);
    while (size-- != 0)
        *at++ = 0;
#endif
}

/// The return type of an accessor of a temporary object that holds a secret. Wiped with itself.
class owned_secret_text : public owned_text {
public:
    using owned_text::owned_text;
    owned_secret_text(owned_secret_text const&) = default;
    owned_secret_text& operator=(owned_secret_text const&) = default;
    ~owned_secret_text() { wipe(data(), size()); }
};

/// to += more; where the text moves for that, its old place is wiped.
inline void append_secret(std::string& to, std::string_view more) {
    if (to.capacity() - to.size() < more.size()) {
        std::string grown;
        grown.reserve((std::max)(2 * to.capacity(), to.size() + more.size()));
        grown.append(to);
        wipe(to.data(), to.size());
        to.swap(grown);
    }
    to.append(more);
}

/// Whether two texts are equal, in a time that depends on their lengths alone.
inline bool constant_time_equal(std::string_view left, std::string_view right) noexcept {
    if (left.size() != right.size()) return false;
    unsigned char volatile difference = 0;
    for (std::size_t i = 0; i != left.size(); ++i)
        difference =
            static_cast<unsigned char>(difference | (static_cast<unsigned char>(left[i]) ^
                                                     static_cast<unsigned char>(right[i])));
    return difference == 0;
}

} // namespace detail

/// Text that must not be seen: wiped when it goes, compared in constant time, and without
/// operator<<. A moved-from secret is empty.
class secret {
public:
    secret() = default;

    /// Copies the text. Wiping the original is the caller's: see secret::take.
    explicit secret(std::string_view text)
        : bytes_(text.empty() ? nullptr : new char[text.size()])
        , size_(text.size()) {
        if (!text.empty()) text.copy(bytes_.get(), text.size());
    }

    /// Copies the text, then wipes and empties where it came from.
    template <class String>
    static secret take(String& text) {
        secret taken{std::string_view{text}};
        detail::wipe(text.data(), text.size());
        text.clear();
        return taken;
    }

    secret(secret const& other) : secret(other.reveal()) {}
    secret(secret&& other) noexcept
        : bytes_(std::move(other.bytes_))
        , size_(std::exchange(other.size_, 0)) {}
    secret& operator=(secret other) noexcept {
        bytes_.swap(other.bytes_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~secret() {
        if (bytes_) detail::wipe(bytes_.get(), size_);
    }

    bool empty() const noexcept { return size_ == 0; }
    std::size_t size() const noexcept { return size_; }

    /// The text itself. Valid until this secret is changed or destroyed.
    std::string_view reveal() const& noexcept { return {bytes_.get(), size_}; }
    /// For a temporary secret, a copy that is wiped at the end of the expression.
    detail::owned_secret_text reveal() const&& { return detail::owned_secret_text{reveal()}; }

    /// Equality in constant time.
    friend bool operator==(secret const& left, secret const& right) noexcept {
        return detail::constant_time_equal(left.reveal(), right.reveal());
    }

private:
    std::unique_ptr<char[]> bytes_{};
    std::size_t size_ = 0;
};

} // namespace connectpsp

#endif
