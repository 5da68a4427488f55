#ifndef CONNECTPSP_HTTP_HEADER_FIELDS_HPP
#define CONNECTPSP_HTTP_HEADER_FIELDS_HPP

#include <connectpsp/core/secret.hpp>
#include <connectpsp/detail/ascii_case.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp {

/// One header field. Views into the header_fields it comes from.
struct header_field {
    std::string_view name;
    std::string_view value;
};

/// Header fields in one block of memory, in the form HTTP/1.1 sends them: `Name: value` CR LF.
/// Iterates over header_field. Wiped at the end, because one of them is a token.
class header_fields {
public:
    header_fields() = default;

    /// Copies a block that holds fields already, with room for `more` bytes.
    explicit header_fields(std::string_view block, std::size_t more = 0) {
        text_.reserve(block.size() + more);
        text_.append(block);
    }

    header_fields(header_fields const&) = default;
    header_fields(header_fields&& other) noexcept : text_(std::exchange(other.text_, {})) {}
    header_fields& operator=(header_fields other) noexcept {
        text_.swap(other.text_);
        return *this;
    }
    void swap(header_fields& other) noexcept { text_.swap(other.text_); }
    ~header_fields() { detail::wipe(text_.data(), text_.size()); }

    /// Adds a field.  @pre no CR, LF or NUL in either; no colon in the name.  RFC 9110 §5.5
    void append(std::string_view name, std::string_view value) {
        for (std::string_view const piece : {name, std::string_view{": "}, value, line_end})
            detail::append_secret(text_, piece);
    }

    /// The first value of a field, or an empty view. Names are compared without regard to case.
    std::string_view find(std::string_view name) const noexcept {
        for (header_field const field : *this)
            if (detail::equal_ignoring_case(field.name, name)) return field.value;
        return {};
    }

    /// All of them as HTTP/1.1 sends them.
    std::string_view text() const noexcept { return text_; }

    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = header_field;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = header_field;

        iterator() = default;
        explicit iterator(std::string_view rest) noexcept : rest_(rest) {}

        header_field operator*() const noexcept {
            std::string_view const line = rest_.substr(0, rest_.find('\r'));
            std::size_t const colon = line.find(':');
            return {line.substr(0, colon), line.substr(colon + 2)};
        }
        iterator& operator++() noexcept {
            rest_.remove_prefix(rest_.find('\n') + 1);
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator const before = *this;
            ++*this;
            return before;
        }
        bool operator==(iterator const& other) const noexcept {
            return rest_.size() == other.rest_.size();
        }

    private:
        std::string_view rest_;
    };

    iterator begin() const noexcept { return iterator{text_}; }
    iterator end() const noexcept { return iterator{}; }

private:
    static constexpr std::string_view line_end = "\r\n";

    std::string text_;
};

} // namespace connectpsp

#endif
