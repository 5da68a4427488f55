#ifndef CONNECTPSP_DETAIL_FLOW_PUBLISHED_HPP
#define CONNECTPSP_DETAIL_FLOW_PUBLISHED_HPP

#include <atomic>
#include <thread>
#include <type_traits>
#include <utility>

namespace connectpsp::detail {

/// A value that many threads read while one replaces it. Readers never block: there are two places,
/// and the writer fills the one that nobody reads. A reader says where it reads before it looks
/// whether that is still the place, so that a writer that finds nobody there has it to itself; both
/// sides are sequentially consistent, which that needs.
/// std::atomic<std::shared_ptr> is not used: it takes a lock in libstdc++ and is absent in libc++.
template <class T>
class published {
    static_assert(std::is_nothrow_copy_constructible_v<T> && std::is_nothrow_move_assignable_v<T>);

public:
    /// A copy of the value.
    T load() const noexcept {
        for (;;) {
            place const& here = places_[current_.load()];
            reading const mark{here};
            if (&here == &places_[current_.load()]) return here.value;
        }
    }

    /// Replaces the value; what was there before is gone when this returns, but for readers' copies.
    /// @pre one writer at a time
    void store(T value) noexcept {
        unsigned const before = current_.load();
        place& next = places_[1 - before];
        next.wait_until_unread();
        next.value = std::move(value);
        current_.store(1 - before);
        places_[before].wait_until_unread();
        places_[before].value = T{};
    }

private:
    struct place {
        mutable std::atomic<unsigned> readers{0};
        T value{};

        /// For nanoseconds: what a reader takes to copy.
        void wait_until_unread() const noexcept {
            while (readers.load() != 0)
                std::this_thread::yield();
        }
    };

    class reading {
    public:
        explicit reading(place const& here) noexcept : here_(here) { here_.readers.fetch_add(1); }
        reading(reading const&) = delete;
        reading& operator=(reading const&) = delete;
        ~reading() { here_.readers.fetch_sub(1); }

    private:
        place const& here_;
    };

    place places_[2];
    std::atomic<unsigned> current_{0};
};

} // namespace connectpsp::detail

#endif
